import { type ClientRequest, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';

/** Agents that keep connections for the next request. */
export interface KeptConnections {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

/** A connection at rest over which anything comes is ended: Node would take it for the answer to the next request. */
export function keepConnections(): KeptConnections {
  return {
    http: endBabbling(new HttpAgent({ keepAlive: true })),
    https: endBabbling(new HttpsAgent({ keepAlive: true })),
  };
}

function endBabbling<Kind extends HttpAgent>(agent: Kind): Kind {
  const keep = agent.keepSocketAlive.bind(agent);
  const reuse = agent.reuseSocket.bind(agent);
  agent.keepSocketAlive = (socket: Duplex) => {
    const isKept = keep(socket);
    socket.on('data', end);
    return isKept;
  };
  agent.reuseSocket = (socket: Duplex, request: ClientRequest) => {
    socket.off('data', end);
    reuse(socket, request);
  };
  return agent;
}

function end(this: Duplex): void {
  this.destroy();
}
