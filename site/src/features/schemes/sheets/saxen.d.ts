// The parts of saxen that are used here: XML as it streams by. It knows no document types, so no entity of a file's own is ever expanded.
declare module "saxen" {
  export class Parser {
    on(event: "openTag", take: (name: string, attributes: () => Record<string, string>, decode: (text: string) => string) => void): Parser;
    on(event: "closeTag", take: (name: string) => void): Parser;
    on(event: "text", take: (text: string, decode: (text: string) => string) => void): Parser;
    on(event: "cdata", take: (text: string) => void): Parser;
    on(event: "error", take: (reason: Error) => void): Parser;
    write(xml: string): Parser;
    end(): Error | null;
  }
}
