/** How much may be had at most. */
export { type CountedLine, judgeQuotas, type TouchedQuota } from './judge-quotas.ts';
export { roomToGoOn } from './room-to-go-on.ts';
