import type { Metadata } from "next";
import { PageTitle } from "@/components/desk/page-title";
import { deskMetadata, deskPage } from "./desk-page";

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("board");
}

export default function BoardPage() {
  return deskPage({ path: "/desk", area: "board" }, async ({ d }) => <PageTitle title={d("board.title")} />);
}
