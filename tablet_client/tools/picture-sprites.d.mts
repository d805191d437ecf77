import type { Plugin } from "vite";

export function hexcodesOf(csv: string): string[];
export function symbolOf(hexcode: string, svg: string): string;
export function sheetsOf(hexcodes: string[], drawing: (hexcode: string) => string): string[];
export function pictureSprites(): Plugin;
