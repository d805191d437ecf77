/// <reference types="svelte" />
/// <reference types="vite/client" />

declare module "virtual:picture-sheets" {
  /** The address of the sheet that holds a drawing, nothing when none does (tools/picture-sprites.mjs). */
  export const sheetOf: (hexcode: string) => string | undefined;
}
