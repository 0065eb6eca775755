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
    let any = false;
    for await (const page of evidenceOfShard<EvidencePage>(api, contract, shard)) {
      any = true;
      yield page;
    }
    if (!any) return;
  }
}

/** Those of a shard, nothing where there is no such shard. More is asked for by `query`. */
export async function* evidenceOfShard<Page extends EvidencePage>(
  api: Api,
  contract: string,
  shard: number,
  query: Record<string, string> = {},
): AsyncGenerator<Page> {
  let after: string | undefined;
  do {
    const asked = new URLSearchParams({ ...query, ...(after === undefined ? {} : { after }) });
    const page: Page | undefined = await api.find(`/contracts/${contract}/evidence/${shard}?${asked}`);
    if (page === undefined) return;
    yield page;
    after = page.next;
  } while (after !== undefined);
}
