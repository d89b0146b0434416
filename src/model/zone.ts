/** How a zone stands against its limit of open tickets. */
export interface ZoneLoad {
  readonly isBlocked: boolean;
  readonly maxTickets: number;
}
