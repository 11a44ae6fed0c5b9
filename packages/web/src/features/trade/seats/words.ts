/** What a difference is, in few words. */
export const KINDS: Readonly<Record<string, string>> = {
  CUSTOMER_UNKNOWN: 'Customer unknown',
  PRODUCT_UNKNOWN: 'Product unknown',
  NOT_PROVIDED: 'Billed, not provided',
  NOT_INVOICED: 'Provided, not invoiced',
  NOT_BILLED: 'Provided, not billed',
  INVOICED_MORE: 'Invoiced, not provided',
  AGREES: 'All agree',
};

export const STANDINGS: Readonly<Record<string, string>> = {
  OPEN: 'Open',
  ACCEPTED: 'Settled',
  AGREES: 'Agrees',
};

export const choices = (of: Readonly<Record<string, string>>) =>
  Object.entries(of).map(([value, label]) => ({ value, label }));

/** What suppliers bill the operator in. */
export const OURS = 'GBP';
