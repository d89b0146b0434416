import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ClientRecord } from '../model/client.js';
import { readDocument, readInnerDocument } from '../model/document.js';
import { isPlaceholder } from '../model/placeholder.js';
import { Client } from './client.js';
import { ClientDocument } from './client-document.js';
import type { GatewayContext } from './context.js';
import { FastResolver } from './fast-resolver.js';
import { Cost, Masked, Owner } from './field.js';

@Resolver(() => Client)
export class ClientDocumentsResolver {
  @FastResolver()
  @Owner('RECORD')
  @Masked('inside')
  @Cost({ items: 2 })
  @FieldResolver(() => [ClientDocument], {
    description:
      'What `document` is in the country of its back end: first the document itself, then the one that stands within it, such as the DNI in a CUIT, which is left out without `personal:read`. Empty without a document, and for a placeholder that many share.',
  })
  documents(@Root() record: ClientRecord, @Ctx() { operation }: GatewayContext): readonly ClientDocument[] {
    const { document, documentCountry } = record;
    if (document === null || isPlaceholder(document)) return [];
    const isShown = operation.access.isUnmasked || operation.access.covers(record);
    // Two masked documents would show more of one than its end.
    const inner = isShown ? readInnerDocument(document, documentCountry) : null;
    return [readDocument(document, documentCountry), ...(inner === null ? [] : [inner])];
  }
}
