import { formatDate, type PlainDate } from '@steward/shared';
import { KIND_WORDS, type RightsKind } from './rights-kinds.ts';
import type { RightsEventKind } from './rights-request.entity.ts';

/** What a letter about an event is made of. */
export interface RightsNews {
  event: RightsEventKind;
  kind: RightsKind;
  reference: string;
  companyName: string;
  /** By when it is to be answered, as of the event. */
  dueOn: PlainDate;
  words: string | null;
  page: string;
}

export interface RightsLetter {
  subject: string;
  paragraphs: string[];
}

const COMPLAIN =
  'You may complain to the Information Commissioner’s Office (https://ico.org.uk/make-a-complaint, 0303 123 1113), and you may go to court.';

/** What the person is written, if the event concerns them: in the name of the company, the controller. */
export function letterToPerson({
  event,
  kind,
  reference,
  companyName,
  dueOn,
  words,
}: RightsNews): RightsLetter | null {
  const your = `your ${KIND_WORDS[kind]} (${reference})`;
  const said = words ? [words] : [];
  switch (event) {
    case 'IDENTITY_ASKED':
      return {
        subject: `${reference}: please show who you are`,
        paragraphs: [
          `Before ${companyName} can answer ${your}, it has to be sure that it is you who asks:`,
          ...said,
          'What you show is looked at and not kept. The time for the answer does not run until then.',
        ],
      };
    case 'CLARIFICATION_ASKED':
      return {
        subject: `${reference}: a question about your request`,
        paragraphs: [
          `To answer ${your}, ${companyName} needs to know more:`,
          ...said,
          'The time for the answer does not run until you have replied.',
        ],
      };
    case 'EXTENDED':
      return {
        subject: `${reference}: your request takes longer`,
        paragraphs: [
          `${companyName} needs two further months for ${your} and will answer by ${formatDate(dueOn)}. The reasons:`,
          ...said,
          COMPLAIN,
        ],
      };
    case 'ACKNOWLEDGED':
      return {
        subject: `${reference}: we have your complaint`,
        paragraphs: [
          `${companyName} has received ${your} and is looking into it. You will be told what comes of it.`,
          ...said,
        ],
      };
    case 'COMPLETED':
      return {
        subject: `${reference}: your request has been answered`,
        paragraphs: [`${companyName} has dealt with ${your}:`, ...said, COMPLAIN],
      };
    case 'REFUSED':
      return {
        subject: `${reference}: your request has been refused`,
        paragraphs: [`${companyName} does not do what you asked in ${your}. The reasons:`, ...said, COMPLAIN],
      };
    default:
      return null;
  }
}

/** What the company's administrators are written, if the event concerns them. */
export function letterToController({ event, kind, reference, dueOn, page }: RightsNews): RightsLetter | null {
  const it = `a ${KIND_WORDS[kind].replaceAll('your', 'their')} (${reference})`.replace(
    'a objection',
    'an objection',
  );
  const by = kind === 'COMPLAIN' ? 'It is to be acknowledged by' : 'It is to be answered by';
  const open = `Open it here:\n${page}`;
  switch (event) {
    case 'OPENED':
      return {
        subject: `${reference}: somebody asks about their data`,
        paragraphs: [
          `There is ${it}. Your company is the controller of that data and answers. ${by} ${formatDate(dueOn)}.`,
          open,
        ],
      };
    case 'CLARIFIED':
      return {
        subject: `${reference}: your question has been answered`,
        paragraphs: [
          `The person has answered what you asked about ${it}. It is now due on ${formatDate(dueOn)}.`,
          open,
        ],
      };
    case 'WITHDRAWN':
      return {
        subject: `${reference}: withdrawn`,
        paragraphs: [`The person has taken back ${it}. There is nothing left to do.`, page],
      };
    case 'DUE_SOON':
      return {
        subject: `${reference} is due on ${formatDate(dueOn)}`,
        paragraphs: [`There is ${it} that is due on ${formatDate(dueOn)}.`, open],
      };
    case 'OVERDUE':
      return {
        subject: `${reference} is overdue`,
        paragraphs: [`There is ${it} that was due on ${formatDate(dueOn)}. Answer it now.`, open],
      };
    default:
      return null;
  }
}
