import { localDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { BreachNotice, BreachNoticePhase } from './breach-notice.entity.ts';
import type { BreachPaper } from './paper-pdf.ts';
import { CLASS_WORDS, concernedWords, listed, londonTime, RISK_WORDS } from './words.ts';

/** A notice, what it said in each phase up to `until`, and who it is from and for. */
export interface ReadNotice {
  notice: BreachNotice;
  phases: BreachNoticePhase[];
  controllerName: string;
  issuerName: string;
}

/** Reads a notice as far as whoever asks sees it; NOT_FOUND if they do not. */
export async function readNotice(
  scope: Scope,
  noticeId: string,
  until = Number.MAX_SAFE_INTEGER,
): Promise<ReadNotice> {
  const notice = await scope.load(BreachNotice, noticeId);
  const ids = await scope.sql<{ id: string }>(
    'select id from breach_notice_phase where notice_id = $1 and number <= $2 order by number',
    [noticeId, Math.min(until, 2_147_483_647)],
  );
  const phases: BreachNoticePhase[] = [];
  for (const { id } of ids) phases.push(await scope.load(BreachNoticePhase, id));
  const [names] = await scope.sql<{ controllerName: string; issuerName: string }>(
    `select coalesce(c.name, r.name) as "controllerName", breach_issuer($3) as "issuerName"
       from reseller r left join company c on c.id = $2 where r.id = $1`,
    [notice.resellerId, notice.companyId, notice.issuerId],
  );
  return { notice, phases, controllerName: names?.controllerName ?? '', issuerName: names?.issuerName ?? '' };
}

/** A notice as a document, in the order of Art. 33(3): what happened to which data, who can say more, what may follow, what was done. */
export async function noticePaper(scope: Scope, noticeId: string, until?: number): Promise<BreachPaper> {
  const { notice, phases, controllerName, issuerName } = await readNotice(scope, noticeId, until);
  const [first] = phases;
  const supplements = phases.slice(1).flatMap((phase) => [
    {
      heading: `Supplement ${phase.number - 1}, sent on ${londonTime(phase.sentAt)}`,
      text: [
        phase.nature ?? '',
        `Likely consequences: ${phase.consequences}`,
        `Measures: ${phase.measures}`,
        `People concerned by then: ${phase.endUserCount}`,
      ],
    },
  ]);
  return {
    title: 'Notice of a personal data breach',
    reference: notice.reference,
    exercise: notice.exercise,
    author: issuerName,
    madeOn: localDate(notice.sentAt),
    facts: [
      ['To', controllerName],
      ['From', issuerName],
      ['Incident', notice.title],
      ['Known to the processor since', londonTime(notice.awareAt)],
      ['Sent', londonTime(notice.sentAt)],
      ['Data were touched', touchedWords(notice)],
    ],
    sections: [
      { heading: 'Nature of the breach (Art. 33(3)(a))', text: [first?.nature ?? ''] },
      {
        heading: 'People and data concerned (Art. 33(3)(a))',
        text: [`People: ${concernedWords(notice)}.`, `Data: ${classWords(notice)}.`],
      },
      { heading: 'Who can say more (Art. 33(3)(b))', text: [contactWords(notice)] },
      {
        heading: 'Likely consequences (Art. 33(3)(c))',
        text: [first?.consequences ?? '', `The processor judges it as ${RISK_WORDS[notice.risk]}.`],
      },
      { heading: 'Measures taken and proposed (Art. 33(3)(d))', text: [first?.measures ?? ''] },
      ...supplements,
      {
        heading: 'What you have to do',
        text: [
          'As the controller you tell your supervisory authority within 72 hours of becoming aware, unless a risk to people is unlikely; and the people concerned without undue delay where the risk is high. You document the breach either way (Art. 33(5)).',
        ],
      },
    ],
  };
}

export const classWords = ({ dataClasses }: BreachNotice): string =>
  listed(dataClasses.map((each) => CLASS_WORDS[each]));

export const contactWords = ({ contactName, contactEmail, contactPhone }: BreachNotice): string =>
  [contactName, contactEmail, contactPhone].filter(Boolean).join(', ');

export const touchedWords = ({ touchedFrom, touchedUntil }: BreachNotice): string =>
  `from ${londonTime(touchedFrom)} ${touchedUntil ? `until ${londonTime(touchedUntil)}` : 'on; it has not ended'}`;
