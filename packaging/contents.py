"""What goes into the executable, and what must not. Read by build.spec; tests hold it against the source.

The executable plays, watches, trains and learns with compiled agents, which takes NumPy, pygame and LiteRT.
TensorFlow and Keras are for authoring agents and would make it ten times larger.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

# Nothing that runs in the executable imports these. What asks for TensorFlow there is told how to get it.
AUTHORING = ("tensorflow", "keras", "h5py", "ml_dtypes", "grpc", "google")
OTHERS = (
    # for building, testing, comparing, and for other people's agents
    *(
        "setuptools",
        "pkg_resources",
        "pip",
        "pytest",
        "hypothesis",
        "gymnasium",
        "matplotlib",
        "torch",
        "attr",
        "attrs",
    ),
    *(
        "stable_baselines3",
        "scipy",
        "pandas",
        "psutil",
        "cyclonedx",
        "tqdm",
        "flatbuffers",
        "typing_extensions",
    ),
    # of the standard library: no network, no processes of its own, no other windows, no debugger
    *("tkinter", "ssl", "_ssl", "_hashlib", "asyncio", "multiprocessing", "curses", "lib2to3"),
    *("http", "ftplib", "smtplib", "xmlrpc", "unittest", "doctest", "pdb", "pydoc", "readline", "distutils"),
    # of NumPy: FFT, Fortran, and what only its tests use
    *("numpy.f2py", "numpy.fft", "numpy.testing", "numpy.ctypeslib", "numpy._core._simd"),
    *("numpy._core._multiarray_tests", "numpy._core._umath_tests", "numpy._core._rational_tests"),
    *("numpy._core._operand_flag_tests", "numpy._core._struct_ufunc_tests"),
    # of pygame: cameras, MIDI, the clipboard, drawing and fonts in other ways than the game's
    *(
        "pygame.scrap",
        "pygame._camera",
        "pygame.camera",
        "pygame._freetype",
        "pygame.freetype",
        "pygame.ftfont",
    ),
    *("pygame.pypm", "pygame.midi", "pygame.gfxdraw", "pygame.newbuffer", "pygame.examples", "pygame.tests"),
    *("pygame.docs", "pygame._sdl2.mixer"),  # _sdl2.controller, for pads, loads _sdl2.video and .audio
    # of Pillow: it writes GIF and PNG here
    *("PIL._avif", "PIL._webp", "PIL._imagingcms", "PIL._imagingft", "PIL._imagingtk", "PIL.ImageTk"),
    *("PIL.ImageQt", "PIL.AvifImagePlugin", "PIL.WebPImagePlugin", "PIL.PdfParser", "PIL.FpxImagePlugin"),
    *("PIL.MicImagePlugin", "PIL.ImageShow", "PIL.ImageGrab", "olefile", "defusedxml"),
    # of rich: it draws progress bars and tables
    *("pygments", "markdown_it", "rich.markdown", "rich.syntax", "rich.traceback"),
)
EXCLUDED = AUTHORING + OTHERS
NOT_BUNDLED = ("game/gym_env.py", "game/release.py")  # for users of the package, and for its makers
AUTHORS = ("agent/networks.py", "agent/dqn.py", "agent/compile.py")  # whose import says what is missing

# Never loaded: LiteRT's drivers for accelerators and its second API, codecs of CJK text files. Not to be
# brought along: the C++ runtime of Linux, which the system's own graphics drivers need in their own version.
UNWANTED_BINARIES = re.compile(
    r"libLiteRt\w*Accelerator|ai_edge_litert/(vendors/|libLiteRt\.so)|_codecs_(cn|hk|iso2022|jp|kr|tw)\b"
    r"|^lib(stdc\+\+|gcc_s)\.so"
)
UNWANTED_DATA = re.compile(
    r"^(?!keras_plays_catch|numpy|pygame|ai_edge_litert)[^/]+\.dist-info/|\.dist-info/(?!METADATA$)|/tests?/|\.pyi$|\.pxd$|pygame/(docs|examples|tests)/|pygame_icon|freesansbold"
)
# OpenBLAS and whatever else a wheel repair tool has touched does not survive `strip`.
NOT_TO_STRIP = re.compile(r"(^|/)\w+\.libs/|^numpy/")

REQUIRED_ASSETS = (
    *("agents/keypoint.tflite", "agents/dense.tflite", "agents/sapling.npz", "agents/master.npz"),
    *("fonts/Manrope-Medium.ttf", "fonts/Manrope-Bold.ttf"),
    *("icon/icon.png", "icon/icon.ico", "icon/icon.icns", "icon/window.png"),
    "locale/de/LC_MESSAGES/catch.mo",
    *(f"sounds/{name}.wav" for name in ("catch", "miss", "life_lost", "speed_up", "win", "lose", "menu")),
)


class BuildError(SystemExit):
    """The executable cannot be built as it should be; the message says why."""


def check_assets(assets: Path) -> None:
    """Make sure that everything the program opens is there.

    Raises:
        BuildError: something is missing.
    """
    missing = [name for name in REQUIRED_ASSETS if not (assets / name).is_file()]
    if missing:
        raise BuildError(
            f"The assets {', '.join(missing)} are missing from {assets}: the executable would not work. "
            "docs/packaging.md says what makes each."
        )


def check_imports(root: Path) -> None:
    """Make sure that nothing which runs in the executable imports what is left out of it.

    Raises:
        BuildError: naming each file and line.
    """
    stray = [problem for file in bundled_files(root) for problem in stray_imports(file, root)]
    if stray:
        raise BuildError(
            "\n".join(
                [
                    "These imports would fail in the executable (packaging/contents.py leaves them out):",
                    *stray,
                ]
            )
        )


def bundled_files(root: Path) -> list[Path]:
    """Return the program's own modules that go in."""
    files = [*(root / "game").rglob("*.py"), *(root / "agent").rglob("*.py")]
    return sorted(file for file in files if file.relative_to(root).as_posix() not in NOT_BUNDLED)


def bundled_modules(root: Path) -> list[str]:
    """Return their names. Most are imported only when asked for, which PyInstaller cannot see."""
    parts = [file.relative_to(root).with_suffix("").parts for file in bundled_files(root)]
    return [".".join(p[:-1] if p[-1] == "__init__" else p) for p in parts]


def stray_imports(file: Path, root: Path) -> Iterator[str]:
    """Yield what is wrong with a module's imports. TensorFlow may be asked for, but not in passing."""
    name = file.relative_to(root).as_posix()
    tree = ast.parse(file.read_text(encoding="utf-8"), str(file))
    in_functions = {
        id(inner)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(outer)
    }
    for node in ast.walk(tree):
        for imported in _imported(node):
            if not _is_among(imported, EXCLUDED):
                continue
            is_asked_for = id(node) in in_functions or name in AUTHORS
            if not (is_asked_for and _is_among(imported, AUTHORING)):
                yield f"  {name}:{node.lineno}: {imported}"  # type: ignore[attr-defined]


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def _is_among(module: str, names: Iterable[str]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in names)


def strip(folder: Path) -> int:
    """Remove the debugging symbols that some Pythons and wheels bring. Returns how many bytes that saved.

    Raises:
        BuildError: there is no `strip`.
    """
    files = [
        file
        for file in sorted(folder.rglob("*.so*"))
        if not file.is_symlink() and not NOT_TO_STRIP.search(file.relative_to(folder).as_posix())
    ]
    before = sum(file.stat().st_size for file in files)
    try:
        subprocess.run(["strip", "--strip-unneeded", *files], check=True)
    except FileNotFoundError as error:
        raise BuildError("`strip` is missing: install binutils.") from error
    return before - sum(file.stat().st_size for file in files)


def without(unwanted: re.Pattern[str], entries: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return the entries (place, source, kind) of a PyInstaller list whose place is wanted."""
    return [entry for entry in entries if not unwanted.search(Path(entry[0]).as_posix())]


def metadata_of(*distributions: str) -> list[tuple[str, str]]:
    """Return what `catch info` reads to tell versions, as PyInstaller's datas: (source, folder).

    Raises:
        BuildError: one is not installed.
    """
    found = []
    for name in distributions:
        try:
            files = metadata.files(name) or []
        except metadata.PackageNotFoundError as error:
            raise BuildError(
                f'{name} is not installed here: `python -m pip install ".[build]"` first.'
            ) from error
        about = next(file for file in files if file.name == "METADATA")
        found.append((str(about.locate()), about.parent.name))
    return found


def version_resource(name: str, version: str) -> object:
    """Return what Windows shows under a program's properties."""
    from PyInstaller.utils.win32 import versioninfo as win

    numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:3])
    four = (*numbers, 0, 0, 0, 0)[:4]
    words = {
        "FileDescription": "Keras Plays Catch",
        "FileVersion": version,
        "InternalName": name,
        "LegalCopyright": "MIT licence; see the folder licences",
        "OriginalFilename": f"{name}.exe",
        "ProductName": "Keras Plays Catch",
        "ProductVersion": version,
    }
    english = win.StringTable("040904B0", [win.StringStruct(key, value) for key, value in words.items()])
    return win.VSVersionInfo(
        ffi=win.FixedFileInfo(filevers=four, prodvers=four),
        kids=[win.StringFileInfo([english]), win.VarFileInfo([win.VarStruct("Translation", [0x0409, 1200])])],
    )
