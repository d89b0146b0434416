import { type Signal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext, useLayoutEffect, useState } from 'preact/hooks';
import type { Client } from '../../client/index.js';
import { type App, useApp } from './app-state.js';
import { followAddress } from './data/address.js';
import { type Board, createBoard } from './data/board.js';
import { type ClientCard, createClientCard } from './data/card.js';
import { createSearch, type Search } from './data/finder.js';
import { createKeptRuns } from './data/kept-run.js';
import { createDecisions, type Decisions } from './desk/decisions.js';
import { createDesk, type Desk } from './desk/desk.js';
import { createDiagnoses, type Diagnoses } from './diagnosis/diagnoses.js';
import { createOutages, type Outages } from './outages/outages.js';
import { createWrites, type Writes } from './write/writes.js';
import { createZonePings, type ZonePings } from './zone-ping/zone-pings.js';

/** All that the page has found out with a token, and goes when that does. */
export interface Workspace {
  readonly finder: Search;
  readonly board: Board;
  readonly card: ClientCard;
  readonly writes: Writes;
  readonly diagnoses: Diagnoses;
  readonly zonePings: ZonePings;
  readonly outages: Outages;
  readonly decisions: Decisions;
  readonly desk: Desk;
  /** Next announcement of a screen reader. */
  readonly announcement: Signal<string>;
}

const WorkspaceContext = createContext<Workspace | null>(null);

export const WorkspaceProvider = WorkspaceContext.Provider;

/** @throws outside `WorkspaceProvider`. */
export function useWorkspace(): App & Workspace {
  const app = useApp();
  const workspace = useContext(WorkspaceContext);
  if (workspace === null) throw new Error('this component needs a workspace');
  return { ...app, ...workspace };
}

/** A workspace for as long as the part of the page that asks for it is shown. */
export function useNewWorkspace(client: Client): Workspace {
  const app = useApp();
  const [{ workspace, close }] = useState(() => openWorkspace(app, client));
  useLayoutEffect(() => close, []);
  return workspace;
}

function openWorkspace({ session, preferences }: App, client: Client) {
  const board = createBoard(session, client);
  const card = createClientCard(session, client, board, preferences);
  const kept = createKeptRuns();
  const diagnoses = createDiagnoses(session, client, card, preferences, kept);
  const zonePings = createZonePings(session, client, kept);
  const outages = createOutages(session, client);
  const decisions = createDecisions(session, client);
  const desk = createDesk();
  const writes = createWrites(client, preferences, async ({ kind, clientId }, outcome) => {
    if (outcome.kind === 'unknown' || kind === 'outcome') void decisions.unsettled.reload();
    if (kind === 'report' || kind === 'rejection') void decisions.reports.reload();
    if (outcome.kind !== 'done') return;
    if (outcome.zonePing !== undefined) {
      zonePings.follow(outcome.zonePing);
      desk.choose('outages');
    }
    if (card.id.value === clientId) await card.refresh();
  });
  const workspace: Workspace = {
    ...{ finder: createSearch(session, client), board, card, writes, announcement: signal('') },
    ...{ diagnoses, zonePings, outages, decisions, desk },
  };
  const leaveAddress = followAddress(card);
  const close = (): void => {
    leaveAddress();
    for (const part of [diagnoses, zonePings, outages, decisions]) part.close();
    writes.end();
    card.end();
    board.close();
  };
  return { workspace, close };
}
