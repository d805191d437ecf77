// The name that the server gives a file, accents included.
export function nameIn(header: string): string {
  const name = /filename\*=UTF-8''([^;]+)/.exec(header)?.[1];
  return name ? decodeURIComponent(name) : "marelle";
}
