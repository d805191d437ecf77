/// <reference types="svelte" />
/// <reference types="vite/client" />

declare module "virtual:picture-sheets" {
  /** The address of the sheet that holds a drawing, nothing when none does (tools/picture-sprites.mjs). */
  export const sheetOf: (hexcode: string) => string | undefined;
}

/** package.json's, written by the build (vite.config.ts): to tell an old page from the server's. */
declare const __MARELLE_VERSION__: string;
