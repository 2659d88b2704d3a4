"""Opens what strangers uploaded, in a process of its own with little memory and time, and writes a harmless copy.

Nothing here imports Django or reads settings. worker.py is the process, the other modules do one kind each.
"""
