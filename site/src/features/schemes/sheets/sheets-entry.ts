// dist/sheets.js: reading and writing spreadsheets.
import { sha256 } from "../../../sha256";
import "./api";
import { readSheets } from "./read";
import { resultsOf, tableOf } from "./results";
import { templateOf } from "./template";

window.yardstickSheets = { read: readSheets, template: templateOf, results: resultsOf, table: tableOf, digest: sha256 };
