import { BadUserInput } from '../model/errors.js';

/** A path of a back end with its parameters' allow-lists. Its template names it in logs and metrics, where no value may stand. */
export interface PathTemplate {
  readonly template: string;
  /** @throws {BadUserInput} a parameter outside its allow-list: nothing was sent. */
  path(parameters?: Readonly<Record<string, string | number>>): string;
}

/**
 * Declares a route, e.g. `createRoute('/clients/by-phone/{phone}', { phone: /^[0-9]{5,20}$/ })`.
 * Encoding is no protection here: `..` encodes to itself and is resolved away by every URL parser, so one phone of `..` would list
 * every customer (reliability contract, row 51). Hence the allow-list, and then the assertion that the path kept its shape.
 */
export function createPathTemplate(template: string, allowed: Readonly<Record<string, RegExp>> = {}): PathTemplate {
  const segmentCount = template.split('/').length;
  return {
    template,
    path: (parameters = {}) => {
      const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = String(parameters[name] ?? '');
        if (allowed[name]?.test(value) !== true) throw new BadUserInput(name);
        return encodeURIComponent(value);
      });
      const isWhole = path.split('/').length === segmentCount && new URL(path, 'http://back.end').pathname === path;
      if (!isWhole) throw new BadUserInput('path');
      return path;
    },
  };
}
