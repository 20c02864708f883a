"""What a pad says."""

from __future__ import annotations

import pygame

from game.pads import FULL

A, B, START = pygame.CONTROLLER_BUTTON_A, pygame.CONTROLLER_BUTTON_B, pygame.CONTROLLER_BUTTON_START
LEFT, RIGHT = pygame.CONTROLLER_BUTTON_DPAD_LEFT, pygame.CONTROLLER_BUTTON_DPAD_RIGHT
UP, DOWN = pygame.CONTROLLER_BUTTON_DPAD_UP, pygame.CONTROLLER_BUTTON_DPAD_DOWN
SHOULDER = pygame.CONTROLLER_BUTTON_RIGHTSHOULDER


def press(button):
    return pygame.event.Event(pygame.CONTROLLERBUTTONDOWN, button=button, instance_id=0)


def release(button):
    return pygame.event.Event(pygame.CONTROLLERBUTTONUP, button=button, instance_id=0)


def tap(button):
    return press(button), release(button)


def stick(way, axis=pygame.CONTROLLER_AXIS_LEFTX, pad=0):
    return pygame.event.Event(
        pygame.CONTROLLERAXISMOTION, axis=axis, value=round(way * FULL), instance_id=pad
    )


class FakeControllers:
    """Stands in for SDL's module: one pad, which can be pulled out."""

    def __init__(self):
        self.is_attached = True

    def Controller(self, index):
        if index:
            raise pygame.error("Invalid index")
        return self

    def attached(self):
        return self.is_attached

    def quit(self):
        self.is_attached = False
