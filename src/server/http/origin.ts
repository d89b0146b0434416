/** @returns whether a page of an origin may send requests. @param allowed origins; one with the port `*` stands for every port. */
export function createOriginCheck(allowed: readonly string[]): (origin: string) => boolean {
  const whole = new Set(allowed.filter((origin) => !origin.endsWith(':*')));
  const hosts = new Set(
    allowed.filter((origin) => origin.endsWith(':*')).map((origin) => origin.slice(0, -':*'.length)),
  );
  return (origin) => whole.has(origin) || hosts.has(origin.replace(/:\d{1,5}$/, ''));
}
