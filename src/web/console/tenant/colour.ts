type Rgb = readonly [number, number, number];

/** WCAG 2.2, 1.4.3 asks for 4.5; half a point is for what rounding takes. */
const wanted = 5;

/** The page's darkest ground of the light scheme, and its lightest of the dark one (`style/base.css`), and where to mend a colour to. */
const schemes = {
  light: { ground: [0xf3, 0xf5, 0xf7], towards: [0, 0, 0] },
  dark: { ground: [0x1a, 0x23, 0x2c], towards: [0xff, 0xff, 0xff] },
} as const satisfies Readonly<Record<string, { readonly ground: Rgb; readonly towards: Rgb }>>;

/**
 * A colour that can be read on the page, and whose ground the page's own can be read on, in either scheme: itself where it can be, else
 * the nearest darker or lighter one.
 * @param colour `#rrggbb`.
 */
export function mendColour(colour: string): { readonly light: string; readonly dark: string } {
  return { light: mend(read(colour), schemes.light), dark: mend(read(colour), schemes.dark) };
}

function mend(colour: Rgb, { ground, towards }: (typeof schemes)['light' | 'dark']): string {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = colour.map((value, index) => Math.round(value + ((towards[index] ?? 0) - value) * share));
    const [red = 0, green = 0, blue = 0] = mixed;
    if (contrast([red, green, blue], ground) >= wanted) return write([red, green, blue]);
  }
  return write(towards);
}

/** By WCAG 2.2: 1 to 21. */
export function contrast(left: Rgb, right: Rgb): number {
  const [darker = 0, lighter = 0] = [luminance(left), luminance(right)].sort((one, other) => one - other);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

export function read(colour: string): Rgb {
  const number = Number.parseInt(colour.slice(1), 16);
  return [number >> 16, (number >> 8) & 0xff, number & 0xff];
}

function write(colour: Rgb): string {
  return `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
