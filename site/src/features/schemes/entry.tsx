// The schemes' script: read when somebody first opens them. Each room brings its own style.
import seal from "../../board/seal.css?inline";
import { laterView } from "../../later-entry";
import catalogue from "./catalogue/style.css?inline";
import { createControl } from "./control";
import dataStyle from "./data/style.css?inline";
import publish from "./publish/style.css?inline";
import sheets from "./sheets/style.css?inline";
import style from "./style.css?inline";
import { SchemesView } from "./view";
import writeStyle from "./write/style.css?inline";
import yearsStyle from "./years/style.css?inline";

window.yardstickSchemes = laterView(SchemesView, createControl, [style, catalogue, writeStyle, yearsStyle, dataStyle, seal, publish, sheets].join("\n"));
