/** The pages of enquiries: small, and opened one after the other. */
export { EnquiriesPage } from './EnquiriesPage.tsx';
export { EnquiryPage } from './EnquiryPage.tsx';
export { FormsPage } from './FormsPage.tsx';
