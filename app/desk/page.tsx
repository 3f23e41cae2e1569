import type { Metadata } from "next";
import "@/app/styles/desk-board.css";
import { Board } from "@/components/desk/board/board";
import { getBoard } from "@/server/board";
import { deskMetadata, deskPage, deskTitle } from "./desk-page";

const POLL_MS = 5_000;
/** A replay goes through hours in a second. */
const POLL_IN_A_REPLAY_MS = 1_000;

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("board");
}

export default function BoardPage() {
  return deskPage({ path: "/desk", area: "board" }, async ({ context, actor, lang, prefix, d }) => (
    <Board
      initial={await getBoard(context, actor, lang)}
      path={`/api/desk/board?lang=${lang}`}
      pollMs={context.settings.replay === null ? POLL_MS : POLL_IN_A_REPLAY_MS}
      prefix={prefix}
      title={deskTitle(d("board.title"), d, context)}
      mayDeclare={actor.role === "administrator"}
    />
  ));
}
