/** The register of contacts, apart from accounts, and the list of those who are to be left alone. */

export { addContact } from './add-contact.ts';
export { type AddressHash, addressHash } from './address-hash.ts';
export { Contact, ContactPurposeChoice, ContactSource, ownOfSeller, PecrStatus } from './contact.entity.ts';
export { assertContact, contactShape } from './contact-input.ts';
export { suppress, suppressContact } from './suppress-contact.ts';
export { contactOf, type NewContact, writeContact } from './write-contact.ts';
