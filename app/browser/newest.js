/**
 * One question at a time: of those that come while one is being answered, only the newest is asked then.
 * @param {(question: any) => Promise<any>} ask
 * @param {(answer: any, question: any) => void} answered
 * @returns {{ask: (question: any) => void, forget: () => void}} `forget`: no answer is wanted any more
 */
export function newest(ask, answered) {
  let next = null;
  let asking = false;
  let turn = 0;
  const go = async (question) => {
    asking = true;
    const mine = turn;
    const answer = await ask(question).catch(() => null);
    asking = false;
    if (answer && mine === turn) answered(answer, question);
    const waiting = next;
    next = null;
    if (waiting) go(waiting);
  };
  return {
    ask: (question) => (asking ? (next = question) : go(question)),
    forget: () => {
      next = null;
      turn++;
    },
  };
}
