"""The least there is to a window: opens one as large as the game's, fills it and flips. No part of the game.

    python benchmarks/bare_window.py [SECONDS] [--lean]

Prints the Unix time of the first flip; after so many seconds at 60 frames a second also the share of a core
that they took. --lean: with what the game spares itself, setuptools' pkg_resources and OpenGL.
"""

import os
import sys
import time

if "--lean" in sys.argv:
    sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    os.environ["SDL_FRAMEBUFFER_ACCELERATION"] = "0"

import pygame

pygame.display.init()
surface = pygame.display.set_mode((1280, 720), pygame.RESIZABLE)
surface.fill((16, 19, 29))
pygame.display.flip()
print(time.time())

seconds = next((float(word) for word in sys.argv[1:] if not word.startswith("-")), 0.0)
clock = pygame.time.Clock()
began, cpu = time.monotonic(), time.process_time()
while time.monotonic() - began < seconds:
    clock.tick(60)
    pygame.event.get()
    surface.fill((16, 19, 29))
    pygame.display.flip()
if seconds:
    print((time.process_time() - cpu) / (time.monotonic() - began))
