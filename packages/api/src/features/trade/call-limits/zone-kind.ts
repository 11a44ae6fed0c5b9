/** Millionths of the main unit a minute: whatever costs as much is premium, whatever it is called. */
const PREMIUM_MICRO = 1_000_000;
/** And what costs as much is unusual where it has not been called for a while, at home too. */
const UNUSUAL_MICRO = 200_000;

/**
 * What begins numbers at which callers are charged for what they hear or whom they reach: 070 personal numbers, 087, 09 and 118 here;
 * satellites (870, 881), networks of no country (882, 883) and premium numbers of no country (979) abroad.
 */
const PREMIUM = /^(?:4470|4487|449|118|870|88[123]|979)/;
/** 118 and its like stand as they are dialled; no number of North America goes on like that. */
const HOME = /^(?:44|1[01]\d)/;

export interface CalledZone {
  /** What begins its numbers, without the plus. */
  prefixes: readonly string[];
  /** The most that a minute costs, the access charge included. */
  perMinuteMicro: number;
}

/**
 * Why a first call to a zone is worth a word: PREMIUM by what its numbers are or by its price; UNUSUAL abroad, or where it is
 * dear. Null: it is not, as of landlines and mobiles at home. [B2]
 */
export function zoneKind({ prefixes, perMinuteMicro }: CalledZone): 'PREMIUM' | 'UNUSUAL' | null {
  if (perMinuteMicro >= PREMIUM_MICRO || prefixes.some((prefix) => PREMIUM.test(prefix))) return 'PREMIUM';
  if (perMinuteMicro >= UNUSUAL_MICRO || !prefixes.every((prefix) => HOME.test(prefix))) return 'UNUSUAL';
  return null;
}
