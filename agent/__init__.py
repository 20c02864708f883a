"""A Keras DQN agent that learns from a stream of transitions. It knows nothing of Catch."""
