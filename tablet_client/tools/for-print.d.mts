import type { Plugin } from "vite";

export function woffAt(path: string): Uint8Array;
export function trueTypeOf(bytes: Uint8Array): Uint8Array;
export function drawingsOf(script: string): Record<string, string>;
export function forPrint(): Plugin;
