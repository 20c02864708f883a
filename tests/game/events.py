"""What a keyboard and a mouse say."""

from __future__ import annotations

import pygame


def down(key: int) -> pygame.event.Event:
    return pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode="")


def up(key: int) -> pygame.event.Event:
    return pygame.event.Event(pygame.KEYUP, key=key, mod=0)


def tap(key: int) -> tuple[pygame.event.Event, pygame.event.Event]:
    return down(key), up(key)


def click(at: tuple[int, int]) -> tuple[pygame.event.Event, pygame.event.Event]:
    return (
        pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=at, button=1),
        pygame.event.Event(pygame.MOUSEBUTTONUP, pos=at, button=1),
    )


def drag(at: tuple[int, int]) -> pygame.event.Event:
    return pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(1, 0), buttons=(1, 0, 0))


def hover(at: tuple[int, int]) -> pygame.event.Event:
    return pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(1, 0), buttons=(0, 0, 0))


FOCUS_LOST = pygame.event.Event(pygame.WINDOWFOCUSLOST)
QUIT = pygame.event.Event(pygame.QUIT)
