/**
 * SQL, among aggregates: the VAT of what is taxed at one rate, in the rounding of its issuer, which is `vatOn` of the shared rules. `net` is
 * a bigint of each line. [B5]
 */
export const roundedVat = (rounding: string, net: string, rateBp: string): string =>
  `case ${rounding} when 'EACH_LINE' then sum(round(${net}::numeric * ${rateBp} / 10000))
     when 'DOWN' then floor(sum(${net}) * ${rateBp} / 10000) else round(sum(${net}) * ${rateBp} / 10000) end`;
