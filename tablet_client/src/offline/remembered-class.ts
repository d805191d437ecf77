// The class this tablet belongs to: its code, nothing about anyone.

const KEY = "marelle.class";

export function rememberedClass(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is off: the code is asked each time
  }
}

export function rememberClass(code: string): void {
  try {
    localStorage.setItem(KEY, code);
  } catch {
    // idem
  }
}

export function forgetClass(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // idem
  }
}
