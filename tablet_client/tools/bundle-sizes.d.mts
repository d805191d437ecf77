type Chunk = { file?: string; css?: string[]; imports?: string[] };

export function neededBy(manifest: Record<string, Chunk>, entry: string, kind?: "file" | "css"): string[];
export function tooLarge(sizes: Record<string, number>, limits: Record<string, number>): string[];
