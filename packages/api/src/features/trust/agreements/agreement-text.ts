/** A version of the data processing agreement, to be published with `ensureAgreement`. */
export interface AgreementText {
  version: string;
  title: string;
  /** Plain text; clauses are set apart by empty lines. */
  text: string;
  /** YYYY-MM-DD */
  publishedOn: string;
}

/**
 * The data processing agreement: what Art. 28(3) UK GDPR asks of a contract between controller and processor, in
 * plain English. Never edited once it was published: a change is a new version. [D1]
 */
export const AGREEMENT: AgreementText = {
  version: '2025-10',
  title: 'Data processing agreement',
  publishedOn: '2025-10-01',
  text: `This agreement is between the company that accepts it ("you", the controller) and the operator of this service ("we", the processor). It applies to the personal data that we handle for you, and is the contract that Article 28(3) of the UK GDPR requires. Controller, processor, personal data, data subject and personal data breach mean what they mean there.

1. What we process
Subject and purpose: providing, supporting and charging for the services you order. Nature: storing, organising, changing, sending to the suppliers of those services, and erasing. Data subjects: the people you enter as end users, such as your staff, and your administrators. Personal data: names, e-mail addresses, telephone numbers, job titles and departments; the services each person has; records of signing in and of changes made; and what you or they send us for support. You will not enter special categories of data or data about criminal convictions.

2. How long
For as long as you use the service, and after that until clause 10 has been carried out.

3. Your instructions
We process personal data only on your documented instructions, including for transfers abroad, unless United Kingdom law requires otherwise; in that case we tell you first, unless that law forbids it. This agreement, your orders and what your administrators do in the console are your instructions. If we think that one of them breaks data protection law, we tell you without delay.

4. Your part
You decide what is entered and why. You have a lawful basis for it, you tell your data subjects, and you keep your administrators' access up to date.

5. Confidentiality
Only people who need the data for their work have access to it, and all of them are bound to keep it confidential.

6. Security
We take the technical and organisational measures that Article 32 asks for. Among them are: separation of each customer's data in the database itself, encryption in transit, access by individual sign-in with the least rights needed, a log of every change that cannot be altered, backups, and regular testing of all of these.

7. Sub-processors
You authorise us in general to engage other processors, including the reseller through which you buy and the suppliers of the services you order. The current list is yours on request. We tell you at least 30 days before one is added or replaced, and you may object within that time; if we cannot meet your objection, you may end the services concerned without charge. Every sub-processor is bound by a contract with the same duties as this one, and we answer to you for what it does.

8. Helping you
We help you, as far as the nature of the processing allows, to answer requests from data subjects; if one reaches us, we pass it to you and do not answer it ourselves. We also help you with security, breach notifications, impact assessments and consulting the Information Commissioner, given what we know.

9. Breaches
If we become aware of a personal data breach that touches your data, we tell you without undue delay. We say what happened, whose and which data are concerned, what is likely to follow, what we have done, and whom to ask; what we do not know yet we send as soon as we do. We keep a record of every breach.

10. Return and erasure
When the services end, we return your personal data in a common machine-readable format, or erase them, as you choose, and erase all copies that remain. We keep only what the law obliges us to keep, for no other purpose, and copies in backups until these expire.

11. Audit
We give you all the information needed to show that this agreement is kept. We allow and contribute to audits, including inspections, by you or by an auditor you appoint, after reasonable notice and under confidentiality.

12. Transfers abroad
We transfer personal data out of the United Kingdom only to countries that UK adequacy regulations cover, or under appropriate safeguards such as the International Data Transfer Agreement.

13. General
Where this agreement and our other terms differ about personal data, this agreement prevails. A new version takes its place when you have accepted it. The law of England and Wales applies.`,
};
