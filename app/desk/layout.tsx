import type { ReactNode } from "react";
import "@/app/styles/desk.css";
import "@/app/styles/desk-texts.css";

export default function DeskLayout({ children }: { readonly children: ReactNode }) {
  return children;
}
