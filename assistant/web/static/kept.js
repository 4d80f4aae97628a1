/* The conversation as the server keeps it: what comes back after a reload or a lost connection.
   Knows nothing of the page. */

/** The turns of a conversation as {question, answer or null}, oldest first; none where it is not kept. */
export async function kept(id) {
  const { turns } = (await told(`/api/v1/conversations/${encodeURIComponent(id)}`)) ?? { turns: [] };
  return turns.filter(({ question, answer }, index) => answer || turns[index + 1]?.question !== question);
}

/** The answer to the last question of a conversation where it is `question` and answered, else null. */
export async function keptAnswer(id, question) {
  const last = (await kept(id)).at(-1);
  return last?.question === question ? last.answer : null;
}

async function told(address) {
  try {
    const response = await fetch(address);
    return response.ok ? await response.json() : null;
  } catch {
    return null; // whoever asks goes on without
  }
}
