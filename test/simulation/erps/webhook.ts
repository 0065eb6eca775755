import type { Random } from '@baixa/bank-simulator';
import { Webhook } from 'standardwebhooks';

/** Keys of the one ERP that has a webhook: the first, and the one that takes its place. */
const KEYS = ['first', 'second'].map((name) => Buffer.from(name.padEnd(32, '.')).toString('base64'));
/** How often an event is refused at most: a real ERP is up again long before its last try. */
const REFUSED_AT_MOST = 6;

/** An ERP that is posted its events: it checks their signature, answers late or never, and is down for a while. */
export interface WebhookErp {
  /** The keys that sign now: after a rotation both. */
  keys(): string[];
  /** Gives the status of the answer; throws where none came, whether the event was taken or not. */
  post(headers: Record<string, string>, body: string): Promise<number>;
  /** What it took, in its order; the same may come again. */
  taken: string[];
  /** How often it refused events or could not tell who signed them, and whether its key was rotated. */
  happened: { refused: number; rotated: boolean; unverified: number };
}

export function newWebhookErp(random: Random): WebhookErp {
  const taken: string[] = [];
  const refusals = new Map<string, number>();
  const happened = { refused: 0, rotated: false, unverified: 0 };
  let known = 0;
  let posts = 0;
  const isDownFrom = random.int(0, 20);
  const isUpFrom = isDownFrom + random.int(5, 40);
  const rotatesAt = random.int(10, 60);
  return {
    taken,
    happened,
    keys: () => (happened.rotated ? [...KEYS].reverse() : KEYS.slice(0, 1)),
    async post(headers, body) {
      posts += 1;
      // It learns of the new key a while after that signs.
      if (happened.rotated && random.chance(20)) known = 1;
      happened.rotated ||= posts >= rotatesAt;
      const id = headers['webhook-id'] ?? '';
      const refused = refusals.get(id) ?? 0;
      const refuses = posts >= isDownFrom && posts < isUpFrom ? 100 : 5;
      if (refused < REFUSED_AT_MOST && random.chance(refuses)) {
        refusals.set(id, refused + 1);
        happened.refused += 1;
        if (random.chance(30)) throw new Error('The ERP does not answer.');
        return random.pick([500, 503, 301, 404]);
      }
      // What was signed before the rotation may still be on its way, so it goes on taking the old key.
      if (!KEYS.slice(0, known + 1).some((key) => isSignedBy(key, headers, body))) {
        happened.unverified += 1;
        return 401;
      }
      taken.push(body);
      return 204;
    },
  };
}

function isSignedBy(key: string, headers: Record<string, string>, body: string): boolean {
  try {
    new Webhook(key).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}
