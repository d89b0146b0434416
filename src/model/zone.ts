/** Open tickets of a zone compared with its limit. */
export interface ZoneLoad {
  readonly isBlocked: boolean;
  readonly maxTickets: number;
}
