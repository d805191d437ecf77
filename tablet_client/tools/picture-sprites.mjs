// Builds the pictures of words, sentences and the story: the OpenMoji drawings that their tables name, in small sheets, each a file
// with a hash in its name that the service worker keeps. `virtual:picture-sheets` says which sheet holds a hexcode.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// What is shown together stands together: the map of the story shows twenty of its pictures at once.
const LISTS = ["story/pictures.csv", "reading/pictures.csv", "reading/sentence_pictures.csv"].map((name) =>
  fileURLToPath(new URL(`../../exercises/data/${name}`, import.meta.url)),
);
const COLUMNS = ["hexcode", "image", "autres"]; // each cell one code or several
const DRAWINGS = fileURLToPath(new URL("../node_modules/openmoji/color/svg/", import.meta.url));
const MODULE = "virtual:picture-sheets";
const PER_SHEET = 16; // about 12 kB gzipped: a tablet reads a whole sheet for one picture of it

/** The hexcodes of a table, in its order. */
export function hexcodesOf(csv) {
  const lines = csv.split(/\r?\n/).filter((line) => line.trim() && !line.startsWith("#"));
  const header = lines[0]?.split(";") ?? [];
  const columns = COLUMNS.map((name) => header.indexOf(name)).filter((column) => column >= 0);
  if (columns.length === 0) throw new Error(`a table of pictures has one of the columns ${COLUMNS.join(", ")}`);
  return lines.slice(1).flatMap((line) => {
    const cells = line.split(";");
    return columns.flatMap((column) => cells[column]?.trim().split(/\s+/).filter(Boolean) ?? []);
  });
}

/**
 * A drawing as one symbol of a sheet: without its own names, comments and blanks. Its numbers stay: paths run them
 * together ("12.34.0034"), and digits cost little once compressed.
 */
export function symbolOf(hexcode, svg) {
  const viewBox = /viewBox="([^"]+)"/.exec(svg)?.[1] ?? "0 0 72 72";
  const inner = svg
    .slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"))
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/\s(?:id|data-name)="[^"]*"/g, "")
    .replace(/\s+/g, " ")
    .replace(/> </g, "><")
    .trim();
  return `<symbol id="p${hexcode}" viewBox="${viewBox}">${inner}</symbol>`;
}

export function sheetsOf(hexcodes, drawing) {
  const sheets = [];
  for (let first = 0; first < hexcodes.length; first += PER_SHEET) {
    const symbols = hexcodes.slice(first, first + PER_SHEET).map((hexcode) => symbolOf(hexcode, drawing(hexcode)));
    sheets.push(`<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
  }
  return sheets;
}

export function pictureSprites() {
  let building = false;
  const hexcodes = () => [...new Set(LISTS.flatMap((list) => hexcodesOf(readFileSync(list, "utf8"))))];
  const sheets = () => sheetsOf(hexcodes(), (hexcode) => readFileSync(`${DRAWINGS}${hexcode}.svg`, "utf8"));
  return {
    name: "marelle:picture-sprites",
    configResolved(config) {
      building = config.command === "build";
    },
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load(id) {
      if (id !== `\0${MODULE}`) return undefined;
      for (const list of LISTS) this.addWatchFile(list);
      const addresses = building
        ? sheets().map((source, number) => {
            const file = this.emitFile({ type: "asset", name: `pictures-${number + 1}.svg`, source });
            return `import.meta.ROLLUP_FILE_URL_${file}`;
          })
        : sheets().map((_, number) => JSON.stringify(`/picture-sheets/${number}.svg`));
      const places = hexcodes().map((hexcode, place) => [hexcode, Math.floor(place / PER_SHEET)]);
      return [
        `const sheets = [${addresses.join(", ")}];`,
        `const places = new Map(${JSON.stringify(places)});`,
        "export const sheetOf = (hexcode) => sheets[places.get(hexcode) ?? -1];",
      ].join("\n");
    },
    configureServer(server) {
      server.middlewares.use("/picture-sheets", (request, response) => {
        response.setHeader("Content-Type", "image/svg+xml");
        response.end(sheets()[Number.parseInt(request.url?.slice(1) ?? "", 10)] ?? "");
      });
    },
  };
}
