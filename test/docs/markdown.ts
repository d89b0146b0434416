const fenced = /^```[^\n]*\n[\s\S]*?^```$/gm;

/** Targets of the links in a page's text, in their order. */
export function linksOf(page: string): readonly string[] {
  const text = page.replaceAll(fenced, '').replaceAll(/`[^`\n]+`(?!\])/g, '');
  return [...text.matchAll(/\]\((?:<([^>\n]+)>|([^()\s]+))\)/g)].map(
    ([, bracketed, plain]) => bracketed ?? plain ?? '',
  );
}

/** Anchors of a page: its headings, as GitHub names them, and those it writes itself. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  const text = page.replaceAll(fenced, '');
  for (const [, heading = '', own] of text.matchAll(/^#{1,6} ([^\n]+)$|<a id="([\w-]+)">/gm)) {
    const name = own ?? nameOf(heading);
    let anchor = name;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${name}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

function nameOf(heading: string): string {
  return heading
    .replaceAll(/\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** A fenced block of code. */
export interface Fence {
  /** Words behind the fence: the language first. */
  readonly info: string;
  readonly text: string;
}

/** The fenced blocks of a page, in their order. */
export function fencesOf(page: string): readonly Fence[] {
  return [...page.matchAll(/^```([^\n]*)\n([\s\S]*?)^```$/gm)].map(([, info = '', text = '']) => ({ info, text }));
}
