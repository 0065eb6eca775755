import type { Evidence } from '@baixa/collection';
import type { Api } from './connection.ts';

/** A page of what a contract's cycles are counted from, and the instant at which it was read. */
export interface EvidencePage extends Evidence {
  now: string;
  next?: string;
}

/** All cases and service orders of a contract, page after page. */
export async function* evidenceOf(api: Api, contract: string): AsyncGenerator<EvidencePage> {
  for (let shard = 0; ; shard++) {
    let after: string | undefined;
    do {
      const query: string = after === undefined ? '' : `?after=${encodeURIComponent(after)}`;
      const page: EvidencePage | undefined = await api.find(
        `/contracts/${contract}/evidence/${shard}${query}`,
      );
      // There is no such shard: all have been read.
      if (page === undefined) return;
      yield page;
      after = page.next;
    } while (after !== undefined);
  }
}
