import { id } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { classWords, type ReadNotice, readNotice, touchedWords } from './notice-paper.ts';
import type { BreachPaper } from './paper-pdf.ts';
import { concernedWords, londonTime, RISK_WORDS } from './words.ts';

/** Where the controller has to say what only it knows. */
const gap = (what: string): string => `[to be filled in: ${what}]`;

/** What the controller tells its authority (Art. 33(3)), made from the notice; what only the controller knows is a marked gap. */
export function authorityDraft({ notice, phases, controllerName, issuerName }: ReadNotice): BreachPaper {
  const last = phases.at(-1);
  const aware = [notice.deliveredAt, notice.openedAt].filter((at) => at !== null).sort((a, b) => +a - +b)[0];
  return {
    title: 'Report of a personal data breach: draft',
    reference: notice.reference,
    exercise: notice.exercise,
    author: controllerName,
    madeOn: notice.sentAt.toISOString().slice(0, 10),
    facts: [
      ['Controller', controllerName],
      ['Registration with the ICO', gap('your registration number')],
      [
        'Person to be contacted',
        gap('your data protection officer or another contact, with telephone and e-mail'),
      ],
      ['Processor', issuerName],
      ['We became aware', aware ? londonTime(aware) : gap('when you became aware')],
      ['It happened', touchedWords(notice)],
    ],
    sections: [
      { heading: 'What happened', text: phases.map(({ nature }) => nature ?? '') },
      {
        heading: 'People and data concerned',
        text: [
          `Approximate number of people: ${concernedWords(notice)}.`,
          `Categories of people: ${gap('employees, customers, pupils, patients or others')}`,
          `Categories of data: ${classWords(notice)}.`,
          `Approximate number of records: ${gap('if you know it')}`,
          `Special categories or data of children: ${gap('whether any are among them')}`,
        ],
      },
      {
        heading: 'Likely consequences',
        text: [
          last?.consequences ?? '',
          `Our processor judges it as ${RISK_WORDS[notice.risk]}. Our own judgement: ${gap('what it means for your people')}`,
        ],
      },
      {
        heading: 'Measures',
        text: [last?.measures ?? '', `Measures of our own: ${gap('what you have done or will do')}`],
      },
      {
        heading: 'The people concerned',
        text: [
          notice.lettersSentAt
            ? `We wrote to them on ${londonTime(notice.lettersSentAt)}.`
            : gap('whether and when you tell them, or why you do not'),
        ],
      },
      { heading: 'If this comes after 72 hours', text: [gap('the reasons for the delay, if there is one')] },
    ],
  };
}

/** A paper as plain text, to be pasted into a form. */
const textOf = ({ title, facts, sections }: BreachPaper): string =>
  [
    title,
    facts.map(([label, value]) => `${label}: ${value}`).join('\n'),
    ...sections.map(({ heading, text }) => `${heading}\n${text.join('\n')}`),
  ].join('\n\n');

@ObjectType()
class BreachDrafts {
  @Field(() => String, {
    description: 'For the supervisory authority, as text; gaps are in square brackets.',
  })
  authority!: string;
  @Field(() => String) letterSubject!: string;
  @Field(() => String, { description: 'For the people concerned (Art. 34).' }) letter!: string;
}

/** What a controller can go on from: a report for its authority, and a letter for the people concerned. [D5] */
export const breachDrafts = view({
  name: 'breachDrafts',
  permission: 'BREACH_NOTICE_READ',
  input: input('BreachDraftsInput', { noticeId: id() }),
  type: () => BreachDrafts,
  async run(scope, { noticeId }): Promise<BreachDrafts> {
    const read = await readNotice(scope, noticeId);
    return {
      authority: textOf(authorityDraft(read)),
      letterSubject: `Your personal data: what happened, and what you can do`,
      letter: letterDraft(read),
    };
  },
});

/** In plain words, with what Art. 34(2) asks for. */
function letterDraft({ notice, phases, controllerName }: ReadNotice): string {
  const last = phases.at(-1);
  return [
    `a security incident at a service that ${controllerName} uses concerned personal data of yours: ${classWords(notice)}.`,
    `What happened: ${last?.nature ?? ''}`,
    `What may follow: ${last?.consequences ?? ''}`,
    `What was done: ${last?.measures ?? ''}`,
    `What you can do: ${gap('what you advise, such as changing passwords or watching for messages that ask for data')}`,
    `Who can say more: ${gap('a person, with telephone and e-mail')}`,
    controllerName,
  ].join('\n\n');
}
