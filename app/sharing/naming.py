"""Things of a project by the numbers people know, for saying where something stands."""

from __future__ import annotations

from db import sharing
from db.kinds import kind_of
from db.project_file import Project


class Names:
    """What things are called; of what has no name of its own, what it is on."""

    def __init__(self, project: Project) -> None:
        conn = project.conn
        self._names: dict[str, str] = {
            **{id: f"claim {number}" for id, number in conn.execute("SELECT id, number FROM claim")},
            **{id: f"source {number}" for id, number in conn.execute("SELECT id, number FROM source")},
            **{id: f"article “{title}”" for id, title in conn.execute("SELECT id, title FROM article")},
            **{
                text: f"text of “{title}”"
                for text, title in conn.execute(
                    "SELECT d.text, a.title FROM draft d JOIN article a ON a.id = d.article"
                )
            },
        }
        self._of: dict[str, list[str]] = {}
        for entity, above in sharing.owners(conn):
            self._of.setdefault(entity, []).append(above)

    def of(self, entity: str) -> str:
        """Such as “verdict on claim MC4”."""
        if entity in self._names:
            return self._names[entity]
        on = next((self._names[id] for id in self._of.get(entity, ()) if id in self._names), "")
        return f"{kind_of(entity)} on {on}" if on else kind_of(entity)
