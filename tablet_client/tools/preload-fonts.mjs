// Has the page ask for the fonts of its letters at once: found in the style sheets, they would be asked for only when
// the first words are there, and these would then be written twice.
const LETTERS = /andika-latin-[47]00-normal.*\.woff2$/;

export function preloadFonts() {
  return {
    name: "marelle:preload-fonts",
    transformIndexHtml: {
      order: "post",
      handler: (_, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((name) => LETTERS.test(name))
          .map((name) => ({
            tag: "link",
            attrs: { rel: "preload", href: `/${name}`, as: "font", type: "font/woff2", crossorigin: true },
            injectTo: "head",
          })),
    },
  };
}
