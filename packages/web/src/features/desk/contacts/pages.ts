/** The pages of the register: small, and opened one after the other. */
export { ContactPage } from './ContactPage.tsx';
export { ContactsPage } from './ContactsPage.tsx';
export { ImportContactsPage } from './ImportContactsPage.tsx';
