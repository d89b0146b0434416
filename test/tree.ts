import { posix } from 'node:path';
import { blank, readImports, type Tree } from './floors.js';

/** Folders whose files are nouns of the field, however many there are. */
const foldersOfNouns: ReadonlySet<string> = new Set(['src/schema', 'src/model', 'src/domain']);

const maxFilesInFolder = 10;
const maxMedianLines = 60;

/** Share of the comments that may begin with a relative clause: some do in any code base. */
const maxRelativeShare = 0.03;
const relativeWord =
  /^(?:What|Whatever|Who|Whoever|Whom|Whose|Which|Where|Wherever|When|Whenever|Whether|How|However|That|Why)\b/;

/** Files that reach themselves by their imports, types included: each circle once, sorted. */
export function findCircles(tree: Tree): readonly string[] {
  const targets = new Map(
    sourcesOf(tree).map(([path, text]) => [
      path,
      readImports(path, blank(text, 'comments')).flatMap(({ target }) => resolveIn(tree, target)),
    ]),
  );
  const found = new Set<string>();
  for (const path of targets.keys()) {
    const way = findWayBack(path, targets);
    if (way !== null) found.add([...way].sort().join(' – '));
  }
  return [...found].sort();
}

/** The shortest way from a file back to itself. */
function findWayBack(start: string, targets: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const ways: (readonly string[])[] = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of targets.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return way;
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return null;
}

function resolveIn(tree: Tree, target: string | null): readonly string[] {
  if (target === null) return [];
  return [target, target.replace(/\.ts$/, '.tsx')].filter((path) => path in tree);
}

/** Folders that hold more files than anybody reads as a list. */
export function findCrowdedFolders(tree: Tree): readonly string[] {
  const counts = new Map<string, number>();
  for (const [path] of sourcesOf(tree)) {
    const folder = posix.dirname(path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .filter(([folder, count]) => count > maxFilesInFolder && !foldersOfNouns.has(folder))
    .map(([folder, count]) => `${folder}: holds ${count} files`);
}

/** The median length of the files in lines that are not blank, when it is too much. */
export function findLongMedian(tree: Tree): readonly string[] {
  const lengths = sourcesOf(tree)
    .map(([, text]) => text.split('\n').filter((line) => line.trim() !== '').length)
    .sort((one, other) => one - other);
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
  return median > maxMedianLines ? [`the median file has ${median} lines`] : [];
}

/** Comments that begin with a relative clause, when there are too many. */
export function findRelativeComments(tree: Tree): readonly string[] {
  const comments = sourcesOf(tree).flatMap(([path, text]) => readComments(text).map((comment) => [path, comment]));
  const relative = comments.filter(([, comment = '']) => relativeWord.test(comment));
  if (relative.length <= comments.length * maxRelativeShare) return [];
  return relative.map(([path, comment = '']) => `${path}: ${comment.split('\n')[0]}`);
}

/** Words that once stood where the field has one. */
const oldWords = /\b(?:door|shelf|lane|errand|nobody|told|heard)\b/i;

/** Lines of the source that use a word for which the field has one. */
export function findOldWords(tree: Tree): readonly string[] {
  return sourcesOf(tree).flatMap(([path, text]) =>
    text.split('\n').flatMap((line, index) => (oldWords.test(line) ? [`${path}:${index + 1}`] : [])),
  );
}

/** Text of each comment; lines of `//` below each other are one. */
function readComments(text: string): readonly string[] {
  const comment = /\/\*([\s\S]*?)\*\/|(?:^[ \t]*\/\/[^\n]*\n?)+|(?<=[;{,)]\s*)\/\/[^\n]*/gm;
  return [...text.matchAll(comment)]
    .map(([whole]) => whole.replace(/^[ \t]*(?:\/\*+|\*(?!\/)|\/\/)|\*\/$/gm, '').trim())
    .filter((content) => content !== '');
}

function sourcesOf(tree: Tree): readonly (readonly [path: string, text: string])[] {
  return Object.entries(tree).filter(([path]) => path.startsWith('src/') && !path.split('/').includes('generated'));
}
