/** What calls cost: tariffs in versions, which of them holds for whom, and the price of one call or of many. */
export { tariffPublished } from './events.ts';
export { importTariff } from './import-tariff.ts';
export { publishTariff } from './publish-tariff.ts';
export { CallPart, CallPrice, callPrice, type NumberRates, ratesOf } from './rate-call.ts';
export { dialled, isFreeCall } from './rate-of.ts';
export { type CallsToRate, ratedCalls, versionAlone } from './rated-calls.ts';
export { CallRating, Tariff, TariffVersion } from './tariff.entity.ts';
export { withdrawTariffVersion } from './withdraw-tariff-version.ts';
