/** A router or tower of the ISP on which a client's service depends. */
export interface NetworkElement {
  readonly elementId: number;
  readonly name: string | null;
  /** True while the ISP has declared an outage of it. Null: not known. */
  readonly hasOutage: boolean | null;
  /** The ISP's words for the outage. */
  readonly outageDescription: string | null;
}
