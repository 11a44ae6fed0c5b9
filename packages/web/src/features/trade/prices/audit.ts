/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  setRetailPrice: 'Set retail price',
  addPriceList: 'Add price list',
  updatePriceList: 'Change price list',
  draftPriceList: 'Begin version of price list',
  setListPrices: 'Change draft of price list',
  importPriceList: 'Import price list',
  publishPriceList: 'Publish price list',
  discardPriceListDraft: 'Discard draft of price list',
  setCompanyPrice: 'Agree price with company',
};
