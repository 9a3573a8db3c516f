"""What sources have in common: largely the same words, and one picture saved in two ways."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from app.commands import adding
from app.sources.checking import to_check
from app.sources.kept_texts import text_of
from app.sources.kin import Kept, compared_here
from db import queries
from db.place import identity
from db.project_file import Project

STORY = " ".join(f"the pilot number {n} said that boat {n * 7} came in at dawn" for n in range(20))


def test_near_duplicates_and_copies_of_a_picture_are_found_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text(f"Wire\n\n{STORY}.\n", "utf-8")
    (tmp_path / "paper.txt").write_text(f"A paper writes otherwise at first.\n\n{STORY}.\n", "utf-8")
    (tmp_path / "other.txt").write_text("Something else.\n\nNothing here is like that story.\n", "utf-8")
    picture = Image.effect_noise((40, 30), 90).resize((800, 600))
    picture.save(tmp_path / "chart.png")
    picture.resize((400, 300)).convert("RGB").save(tmp_path / "small.jpg", quality=50)
    Image.effect_noise((40, 30), 90).resize((800, 600)).save(tmp_path / "another.png")
    names = ("wire.txt", "paper.txt", "other.txt", "chart.png", "small.jpg", "another.png")
    with Project.create(tmp_path / "x.tickmark", identity("Maren Colby")) as project:
        for name in names:
            project.run(adding.add_file(project, path=tmp_path / name))
        sources = {source.title: source for source in queries.sources(project.conn)}
        for source in sources.values():
            text_of(project, source)
        looked = to_check(project).sources
    kin = compared_here(tuple(Kept(source, one.sha) for source, one in looked.items()))
    ids = {name: sources[name].id for name in names}
    (pair,) = kin.alike
    assert {pair.one, pair.other} == {ids["wire.txt"], ids["paper.txt"]}
    assert min(pair.share_of_one, pair.share_of_other) > 0.8
    (copy,) = kin.copies
    assert {copy.one, copy.other} == {ids["chart.png"], ids["small.jpg"]}
    turned = kin.of(ids["paper.txt"])
    assert [(p.one, p.other) for p in turned.alike] == [(ids["paper.txt"], ids["wire.txt"])]
    assert turned.copies == ()
