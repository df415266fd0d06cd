import type { Routes } from '../../deps.ts';
import { listTodo, saveMarks } from '../../store/mark-store.ts';
import { answer } from '../answer.ts';

/** *Seen*, *to do*, *done*: a physician's own rows, behind the gate of the documents they are of [X20]. */
export const markRoutes: Routes = async (app, { database }) => {
  answer(app, 'mark/save', async ({ params: { patient }, input: { marks }, request }) => {
    const object = `Patient/${patient}/marks`;
    request.subject = { patient, object };
    await Promise.all([
      saveMarks(database, request.caller, patient, marks),
      request.trace({ kind: 'searched', patient, object }),
    ]);
    return {};
  });

  answer(app, 'mark/list-todo', async ({ request }) => {
    const lines = await listTodo(database, request.caller);
    const patients = [...new Set(lines.map(({ patient }) => patient))];
    const object = 'todo';
    if (patients.length === 0) await request.trace({ kind: 'searched', patient: null, object });
    await Promise.all(patients.map((patient) => request.trace({ kind: 'searched', patient, object })));
    return { lines };
  });
};
