/** What the audit log calls what is done here, by the API's name. */
export const audit: Readonly<Record<string, string>> = {
  openAccessReview: 'Open access review',
  openQuarterlyReview: 'Open quarterly access review',
  decideAccess: 'Decide about access',
  closeAccessReview: 'Close access review',
  keepAccessReview: 'Close access review on its last day',
  updateAccessReviewRule: 'Set rule of access reviews',
};
