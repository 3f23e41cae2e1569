import type { Metadata } from "next";
import { deskMetadata } from "@/app/desk/desk-page";
import { editPage } from "@/app/desk/incidents/[id]/edit-page";

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("incidents");
}

export default async function NoticePage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  return editPage({ id, kind: "notice" });
}
