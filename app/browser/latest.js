/**
 * A question of which only the latest counts: `latest(ask)` asks as `ask` does, and gives null for an answer, or a
 * failure, that comes after something else was asked. `forget()` makes what was asked last late, too.
 */
export function latest(ask) {
  let asked = 0;
  const question = async (...what) => {
    const mine = ++asked;
    try {
      const answer = await ask(...what);
      return mine === asked ? answer : null;
    } catch (error) {
      if (mine === asked) throw error;
      return null;
    }
  };
  question.forget = () => (asked += 1);
  return question;
}
