import { type Exchange, makeOperation, type Operation } from 'urql';
import { empty, fromPromise, fromValue, makeSubject, merge, mergeMap, pipe } from 'wonka';
import { type Need, needIn } from '../../lib/errors.ts';

declare module 'urql' {
  interface OperationContext {
    /** What has been shown for it already: it is not asked for twice. */
    shown?: Need;
  }
}

/**
 * What is refused because it wants a second factor shown just now is held back while that is asked for on the spot, and then
 * sent once more; whoever asked for it hears of nothing but its answer.
 *
 * @param prove has it shown; false if whoever sits there does not care to
 */
export const factorExchange =
  (prove: (need: Need) => Promise<boolean>): Exchange =>
  ({ forward }) =>
  (operations) => {
    const again = makeSubject<Operation>();
    return pipe(
      merge([operations, again.source]),
      forward,
      mergeMap((result) => {
        const { operation, error } = result;
        const need = error?.graphQLErrors.map(({ extensions }) => needIn(extensions)).find(Boolean);
        if (!need || operation.kind !== 'mutation' || operation.context.shown === need)
          return fromValue(result);
        return pipe(
          fromPromise(prove(need)),
          mergeMap((shown) => {
            if (!shown) return fromValue(result);
            again.next(makeOperation(operation.kind, operation, { ...operation.context, shown: need }));
            return empty;
          }),
        );
      }),
    );
  };
